const MINUTE = 60_000;
/** An alarm may be this late without being wrong: browsers hold alarms back while the machine sleeps or is busy. ms. */
const SLACK_MS = MINUTE;

/**
 * Whether a periodic alarm is the one wanted. One that lies further ahead than its period was set before the clock went back, and Chrome
 * would let it wait until the clock has caught up; one that lies far in the past never fired.
 *
 * @param alarm times in ms since epoch
 */
export function isAlarmValid(
  alarm: { readonly scheduledTime: number; readonly periodInMinutes?: number | undefined } | undefined,
  periodMinutes: number,
  now: number,
): boolean {
  if (alarm === undefined || alarm.periodInMinutes !== periodMinutes) return false;
  const ahead = alarm.scheduledTime - now;
  return ahead <= periodMinutes * MINUTE + SLACK_MS && ahead > -periodMinutes * MINUTE - SLACK_MS;
}
