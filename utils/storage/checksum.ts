/** FNV-1a, 32 bits, over the UTF-16 units of a text: tells what is damaged or foreign from what was written. */
export function checksum(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
