// What the defaults of a definition depend on: the emulator, the host, the driver's configuration and the occasion.
import type { Arch } from '../../../../schemas/cpu/arch.ts';
import type { PciKinds } from '../address/pci-flags.ts';
import type { ArgvConfig } from '../argv/host.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import type { Firmware } from '../firmware/descriptor.ts';
import type { LegacyFirmware } from '../firmware/select.ts';

/** What can be known of a host without starting anything. */
export interface HostFacts {
  readonly arch: Arch;
  readonly firmware: readonly Firmware[];
  readonly legacyFirmware: readonly LegacyFirmware[];
  readonly config: Pick<
    ArgvConfig,
    'nvramDir' | 'channelTargetDir' | 'libDir' | 'vncAllowHostAudio' | 'nogfxAllowHostAudio' | 'spiceTls'
  >;
  /** swtpm is installed, and the TPM versions it can be. */
  readonly swtpm?: { versions: readonly ('1.2' | '2.0')[] };
  /** qemu-rdp is installed. */
  readonly rdp?: boolean;
  /** Physical address bits of the host CPU. */
  readonly physBits?: number;
  /** `QEMU_AUDIO_DRV` and `SDL_AUDIODRIVER` of the daemon. */
  readonly audioEnv?: { driver?: string; sdlDriver?: string };
  /** Whether this host supports a CPU mode's host model (s390 defaults). */
  readonly hostModel?: boolean;
  readonly systemPageSize?: number;
  /** The first security model of the host; `none` when no driver labels anything. */
  readonly securityModel?: string;
  readonly hostIsExpress?: PciKinds['hostIsExpress'];
}

export interface PostParseOptions {
  /** A definition just given, rather than one read back: the hardware may still be decided. */
  abiUpdate: boolean;
  /** The definition of an inactive guest. */
  inactive: boolean;
}

export interface PostParseContext {
  readonly caps: QemuCaps;
  readonly host: HostFacts;
  readonly options: PostParseOptions;
}
