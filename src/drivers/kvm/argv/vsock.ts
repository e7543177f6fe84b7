// Sockets between guest and host, and crypto devices.
import { addExtension, addressProps } from './address.ts';
import { addDevice, addObject, type Build } from './build.ts';
import { positive } from './json.ts';
import { virtioProps } from './virtio.ts';

export const addVsock = (build: Build): void => {
  const { vsock } = build.domain.devices;
  if (!vsock) return;
  const alias = vsock.alias?.name ?? '';
  addExtension(build, vsock);
  addDevice(build, {
    ...virtioProps(build.caps, 'vhost-vsock', vsock, vsock.driver, vsock.model),
    id: alias,
    'guest-cid': build.host.guestCid?.(vsock) ?? vsock.cid?.address ?? 0,
    vhostfd: build.host.vhostFd('vhost-vsock', alias),
    ...addressProps(build, vsock),
  });
};

const backends = { builtin: 'cryptodev-backend-builtin', lkcf: 'cryptodev-backend-lkcf' } as const;

export const addCryptos = (build: Build): void => {
  for (const crypto of build.domain.devices.cryptos) {
    const alias = crypto.alias?.name;
    addObject(build, {
      'qom-type': backends[crypto.backend.model],
      id: `obj${alias}`,
      queues: positive(crypto.backend.queues),
    });
    addExtension(build, crypto);
    addDevice(build, {
      ...virtioProps(build.caps, 'virtio-crypto', crypto, crypto.driver),
      cryptodev: `obj${alias}`,
      id: alias,
      ...addressProps(build, crypto),
    });
  }
};
