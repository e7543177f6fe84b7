// The answers of list calls, old and new style, from one list of objects.

/** `{ names }` for connectList...; the number asked for is cut off above the driver. */
export const namesOf = (objects: Iterable<{ readonly name: string }>): { names: string[] } => {
  const names: string[] = [];
  for (const object of objects) names.push(object.name);
  return { names };
};

/** The uuid-and-name handle of networks, pools and filters. */
export const handleOf = (object: {
  readonly name: string;
  readonly uuid: string;
}): { name: string; uuid: string } => ({
  name: object.name,
  uuid: object.uuid,
});
