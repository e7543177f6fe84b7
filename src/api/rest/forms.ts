// The two forms of a definition that REST takes and gives: libvirt's XML, and the JSON form of the same declaration.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';

export interface DefinitionForms {
  /** XML or JSON body to XML; the uuid of the path is put in, and must not contradict one inside. */
  domainToXml(body: unknown, uuid: string): string;
  domainFromXml(xml: string): unknown;
  /** JSON Schema of the JSON form. */
  readonly domainSchema: Readonly<Record<string, unknown>>;
}

/** What translates between the two; the domain model offers it. */
export interface DomainModel {
  fromXml(xml: string): { uuid?: string };
  /** The uuid that is written in the document, if there is one. */
  uuidIn(xml: string): string | null;
  toXml(domain: unknown): string;
  readonly schema: Readonly<Record<string, unknown>>;
}

const conflict = (inside: string, path: string): VirError =>
  new VirError(
    ErrorCode.INVALID_ARG,
    ErrorDomain.DOMAIN,
    `the definition is of domain ${inside}, the address of ${path}`,
  );

export const definitionForms = (model: DomainModel): DefinitionForms => ({
  domainToXml(body, uuid) {
    const written = typeof body === 'string' ? model.uuidIn(body) : (body as { uuid?: string }).uuid;
    if (written && written.toLowerCase() !== uuid.toLowerCase()) throw conflict(written, uuid);
    if (typeof body !== 'string') return model.toXml({ ...(body as object), uuid });
    return written ? body : model.toXml({ ...model.fromXml(body), uuid });
  },
  domainFromXml: (xml) => model.fromXml(xml),
  domainSchema: model.schema,
});
