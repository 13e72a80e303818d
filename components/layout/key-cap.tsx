export function KeyCap({ name }: { name: string }) {
  return (
    <kbd className="inline-block min-w-6 rounded-sm border border-line-strong px-1.5 text-center font-mono text-sm leading-6">
      {name}
    </kbd>
  );
}
