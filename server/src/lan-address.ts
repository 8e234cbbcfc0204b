/**
 * Which of this computer's addresses a phone in the same room can reach. A laptop has
 * many: containers, virtual machines and VPNs bring their own, which look private too.
 */
import type { NetworkInterfaceInfo } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Names of bridges, containers, tunnels and virtual machines on Linux, macOS and Windows. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|vethernet|tun|tap|utun|wg|tailscale|zt|lxc|lxd|cni|flannel|podman|awdl|llw|bridge|anpi)/i;
/** Names of network cards and wireless on Linux, macOS and Windows. */
const PHYSICAL = /^(en|eth|wl|wi-?fi|ethernet|wireless)/i;

/** The best address, or null where the computer is on no network. */
export function lanAddress(interfaces: Interfaces): string | null {
  const candidates = Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, rank: rank(name, address) })),
  );
  candidates.sort((a, b) => b.rank - a.rank);
  return candidates[0]?.address ?? null;
}

function rank(name: string, address: string): number {
  // 169.254.x.x means that the network gave no address: nobody else is likely to reach it.
  if (address.startsWith('169.254.')) return -10;
  const place = VIRTUAL.test(name) ? -4 : PHYSICAL.test(name) ? 2 : 0;
  return place + (isPrivate(address) ? 1 : 0);
}

function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
}
