interface UnknownProps {
  /** Of the address; nothing is said of one that is not there. */
  readonly value: string | null;
  readonly isKnown: boolean;
  readonly what: string;
  readonly instead: string;
}

/** What a parameter of an address means is not in this report. */
export function UnknownParam({ value, isKnown, what, instead }: UnknownProps) {
  if (isKnown || value === null || value === "") return null;
  return <NotFound what={`${what}: “${value}”`} instead={instead} />;
}

/** What an address means is not in this report: it may be one of another run. */
export function NotFound({ what, instead }: { readonly what: string; readonly instead: string }) {
  return (
    <p class="card bad" role="status">
      This report has no {what}. The address may be of another run. {instead}
    </p>
  );
}
