/** What an address means is not in this report: it may be one of another run. */
export function NotFound({ what, instead }: { readonly what: string; readonly instead: string }) {
  return (
    <p class="card bad" role="status">
      This report has no {what}. The address may be of another run. {instead}
    </p>
  );
}
