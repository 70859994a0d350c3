import { generate } from 'selfsigned';
import { API_HOST, WEBHOOK_HOSTS } from './hosts.ts';

/**
 * PEM texts of a certificate chain of two, made in memory and never written to disk by this module.
 */
export interface TlsCertificate {
  /**
   * The authority to trust: for a browser profile's `certutil` import, or `ca` of a Node client.
   */
  readonly authority: string;
  /**
   * The server's certificate, signed by the authority, for {@link API_HOST}, {@link WEBHOOK_HOSTS},
   * `localhost` and 127.0.0.1.
   */
  readonly certificate: string;
  /** The server's private key. */
  readonly privateKey: string;
}

const DAY_MS = 86_400_000;

/**
 * Creates an authority and a server certificate for the hosts. Firefox refuses a server
 * certificate that is its own authority, so there are two. Valid from a day ago (browsers compare
 * with their own clock) for 365 days.
 */
export async function makeTlsCertificate(): Promise<TlsCertificate> {
  const validity = {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + 364 * DAY_MS),
  } as const;
  const authority = await generate([{ name: 'commonName', value: 'Sandbox API test authority' }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: API_HOST }], {
    ...validity,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...[API_HOST, ...WEBHOOK_HOSTS].map((value) => ({ type: 2 as const, value })),
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return {
    authority: `${authority.cert}\n`,
    certificate: `${server.cert}\n`,
    privateKey: server.private,
  };
}
