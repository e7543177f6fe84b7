// Which libvirt we claim to be: clients gate features on it. major * 1,000,000 + minor * 1,000 + release.

export const LIBVIRT_VERSION = 12008000;
export const LIBVIRT_VERSION_TEXT = '12.8.0';
export const VIRTLIGHT_VERSION = '0.1.0';
