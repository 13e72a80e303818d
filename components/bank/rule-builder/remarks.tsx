/** What is allowed and probably not meant. */
export function Remarks({ texts = [] }: { texts?: readonly string[] | undefined }) {
  return texts.map((text) => (
    <p key={text} className="text-sm font-medium text-ochre">
      {text}
    </p>
  ));
}
