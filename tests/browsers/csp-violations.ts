import type { CDPSession } from 'playwright-core';

/** A violation of the extension's content security policy. */
export interface CspViolation {
  /** The directive, for example `connect-src`. */
  readonly directive: string;
  /** The blocked address, or `eval` or `inline` for code. */
  readonly blocked: string;
  /** The script and line, counted from 1, or the page. */
  readonly where: string;
}

interface IssueDetails {
  readonly violatedDirective: string;
  readonly blockedURL?: string;
  readonly contentSecurityPolicyViolationType: string;
  readonly sourceCodeLocation?: { readonly url: string; readonly lineNumber: number };
}

/**
 * Collects every violation of a content security policy in a page or service worker of `origin`,
 * into `violations`, from now until the browser closes.
 *
 * Uses the DevTools domain `Audits` rather than the page, because it also reports what happened
 * before a listener could be added (a worker's first lines), and errors that the code caught. Code
 * run by a test through DevTools is not bound by the policy, so only the extension's own code is
 * seen here.
 */
export async function watchCspViolations(
  browser: CDPSession,
  origin: string,
  violations: CspViolation[],
): Promise<void> {
  const watched = new Set<string>();
  const watch = async ({
    targetId,
    url,
    type,
  }: {
    targetId: string;
    url: string;
    type: string;
  }) => {
    if (
      !url.startsWith(origin) ||
      watched.has(targetId) ||
      !['page', 'service_worker'].includes(type)
    )
      return;
    watched.add(targetId);
    try {
      const { sessionId } = await browser.send('Target.attachToTarget', {
        targetId,
        flatten: false,
      });
      const message = JSON.stringify({ id: 1, method: 'Audits.enable' });
      await browser.send('Target.sendMessageToTarget', { sessionId, message });
    } catch {
      // The page was closed or the worker ended before it could be watched, and the next one is a
      // new target.
    }
  };
  browser.on('Target.targetCreated', ({ targetInfo }) => void watch(targetInfo));
  browser.on('Target.targetInfoChanged', ({ targetInfo }) => void watch(targetInfo));
  browser.on('Target.receivedMessageFromTarget', ({ message }) => {
    const violation = violationIn(message);
    if (violation !== undefined) violations.push(violation);
  });
  await browser.send('Target.setDiscoverTargets', { discover: true });
}

function violationIn(message: string): CspViolation | undefined {
  const { method, params } = JSON.parse(message);
  if (method !== 'Audits.issueAdded') return undefined;
  const details: IssueDetails | undefined = params.issue.details.contentSecurityPolicyIssueDetails;
  if (details === undefined) return undefined;
  const kinds: Record<string, string> = { kEvalViolation: 'eval', kInlineViolation: 'inline' };
  const place = details.sourceCodeLocation;
  return {
    directive: details.violatedDirective,
    blocked: details.blockedURL || (kinds[details.contentSecurityPolicyViolationType] ?? 'unknown'),
    where: place === undefined ? 'unknown' : `${place.url}:${place.lineNumber + 1}`,
  };
}
