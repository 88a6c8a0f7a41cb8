/** The mark: a list whose last line is ticked. */
export function Brand({ size = 26 }: { size?: number }) {
  return <img src="/favicon.svg" width={size} height={size} alt="" />;
}
