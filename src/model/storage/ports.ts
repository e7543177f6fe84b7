// The ports of network storage.

/** The port a protocol uses when none is given; 0 where the client library decides. */
export const defaultPorts: Readonly<Record<string, number>> = {
  nbd: 10809,
  rbd: 0,
  sheepdog: 7000,
  gluster: 24007,
  iscsi: 3260,
  http: 80,
  https: 443,
  ftp: 21,
  ftps: 990,
  tftp: 69,
  ssh: 22,
  vxhs: 9999,
  nfs: 0,
};
