import { useEffect, useState } from 'preact/hooks';

/**
 * Counts how often the user has come back to the page: a tab or a side panel stays open for days,
 * and is out of sight for most of them.
 */
export function useVisits(): number {
  const [visits, setVisits] = useState(0);
  useEffect(() => {
    const onChange = () => {
      if (document.visibilityState === 'visible') setVisits((before) => before + 1);
    };
    document.addEventListener('visibilitychange', onChange);
    return () => document.removeEventListener('visibilitychange', onChange);
  }, []);
  return visits;
}
