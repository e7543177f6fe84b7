// What one procedure declares: everything the codec, the dispatcher, the client, the access checks, the support matrix
// and the documentation need to know of it.
import type { Decoded, Encoded, WireType } from './types.ts';

export type Family =
  | 'hypervisor'
  | 'network'
  | 'storage'
  | 'interface'
  | 'nodedev'
  | 'nwfilter'
  | 'secret'
  | 'daemon';
export type FlagName = readonly [name: string, bit: number];

/** [C function named in the error, mask of accepted flags or null when it takes none]. `host` is the shared drivers. */
export type FlagMasks = Readonly<
  Partial<Record<'kvm' | 'libxl' | 'test' | 'host', readonly [func: string, mask: number | null]>>
>;

export interface ProcedureSpec {
  readonly number: number;
  /** The name in the .x file without its prefix: DOMAIN_GET_INFO. */
  readonly wire: string;
  readonly kind: 'call' | 'event';
  /** Whose table answers it; 'daemon' is answered by the server itself. */
  readonly family: Family;
  /** The public C function, named in errors. */
  readonly api?: string;
  readonly since?: string;
  /** 'high' never waits for a guest's monitor. */
  readonly priority: 'high' | 'low';
  /** On a read-only connection: allowed, refused, or refused for some flag bits or one value of an argument. */
  readonly readOnly?:
    | boolean
    | { readonly denyFlags: number }
    | { readonly denyWhen: readonly [arg: string, value: number] };
  /** `object:permission`, with `:flag` conditions as libvirt writes them. */
  readonly acl?: readonly string[];
  readonly aclFilter?: readonly string[];
  readonly args?: WireType;
  readonly ret?: WireType;
  /** The payload, for an event message. */
  readonly msg?: WireType;
  readonly stream?: 'client-to-server' | 'server-to-client' | 'duplex';
  readonly fds?: 'call' | 'reply' | 'both';
  readonly masks?: FlagMasks;
  readonly exclusive?: readonly (readonly [FlagName, FlagName])[];
  /** The first flag is only allowed together with the second. */
  readonly requires?: readonly (readonly [FlagName, FlagName])[];
  /** Argument checks of the public API layer: [argument, rule]. */
  readonly checks?: readonly (readonly [arg: string, rule: string])[];
  /** Clients OR the "string parameters are fine" bit (4) into the flags. */
  readonly stringOkay?: boolean;
}

export const procedure = <const P extends ProcedureSpec>(spec: P): P => spec;

/** Decoded arguments, as a slot receives them; `void` where there are none. */
export type ArgsOf<P> = P extends { args: infer A } ? Decoded<A> : Record<never, never>;
/** What a slot must return, ready to encode. */
export type RetOf<P> = P extends { ret: infer R } ? Encoded<R> : void;
/** The client's mirror image. */
export type CallOf<P> = P extends { args: infer A } ? Encoded<A> : void;
export type AnswerOf<P> = P extends { ret: infer R } ? Decoded<R> : void;
/** The payload of an event message, as emitted. */
export type MessageOf<P> = P extends { msg: infer M } ? Encoded<M> : never;

export interface Program<
  T extends Readonly<Record<string, ProcedureSpec>> = Readonly<Record<string, ProcedureSpec>>,
> {
  readonly name: string;
  readonly number: number;
  readonly version: number;
  readonly procedures: T;
}
