// This daemon as the client of another one, for migrations that the source drives itself.
import { ErrorCode, ErrorDomain, VirError } from '../../schemas/errors.ts';
import type { Paths, PeerConnection } from '../drivers/host.ts';
import { type ClientOptions, connectRpc } from '../model/rpc/client.ts';

/** A migration may hold a call for as long as the guest is copied. */
const DEADLINE_MS = 24 * 3600_000;

const refuse = (message: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.RPC, message);

/** Where the daemon of a URI listens, and the URI as that daemon is to be asked for it. */
export const peerAddress = (text: string, paths: Pick<Paths, 'run'>): { at: ClientOptions; uri: string } => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refuse(`failed to parse uri ${text}`);
  }
  const [driver = '', named] = url.protocol.slice(0, -1).split('+');
  const transport = named ?? (url.hostname ? 'tls' : 'unix');
  const uri = `${driver}://${url.pathname}`;
  if (transport === 'unix')
    return { at: { path: url.searchParams.get('socket') ?? `${paths.run}/libvirt-sock` }, uri };
  if (transport === 'tcp')
    return { at: { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port) || 16509 }, uri };
  throw refuse(`transport '${transport}' is not supported between daemons, use 'unix' or 'tcp'`);
};

export const connectPeer =
  (paths: Pick<Paths, 'run'>) =>
  async (text: string): Promise<PeerConnection> => {
    const { at, uri } = peerAddress(text, paths);
    const client = await connectRpc({ ...at, deadline: DEADLINE_MS });
    try {
      await client.open(uri);
    } catch (error) {
      client.close();
      throw error;
    }
    // The tables name what may be called; a driver gives the name as text.
    const calls = client.remote as unknown as Readonly<Record<string, (args: object) => Promise<unknown>>>;
    return {
      call(name, args) {
        const call = calls[name];
        if (!call) throw refuse(`no procedure ${name}`);
        return call(args);
      },
      stream: (name, args) => client.stream(name as Parameters<typeof client.stream>[0], args as never),
      close: () => client.close(),
    };
  };
