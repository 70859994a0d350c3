import { findFolded } from '../../utils/format/fold-text.ts';

/** Text with the part that matches a search marked. @param props.search empty: nothing is marked */
export function Highlighted({ text, search }: { readonly text: string; readonly search: string }) {
  const found = search === '' ? null : findFolded(text, search);
  if (found === null) return <>{text}</>;
  const [start, end] = found;
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}
