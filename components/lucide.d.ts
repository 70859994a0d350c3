/** An icon of the Lucide set, by its name there (`lucide-icons.config.ts`). */
declare module 'virtual:lucide/*' {
  const nodes: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];
  // biome-ignore lint/style/noDefaultExport: an icon is a module with one value
  export default nodes;
}
