"use client";

import { clsx } from "clsx";
import * as RadixAlert from "radix-ui/alert-dialog";
import * as RadixDialog from "radix-ui/dialog";
import { useState, type ReactNode } from "react";
import { adoptNonce } from "./adopt-nonce";
import { Button } from "./button";
import type { ButtonVariant } from "./button-look";

const overlay = "fixed inset-0 z-40 bg-[rgb(0_0_0/0.5)]";
const panel =
  "appear fixed z-50 grid max-h-[88dvh] w-full gap-4 overflow-y-auto border border-line bg-surface p-6 shadow-float inset-x-0 bottom-0 sm:inset-auto sm:start-1/2 sm:top-1/2 sm:w-[min(36rem,calc(100vw-3rem))] sm:-translate-1/2 sm:rounded-md";

type Opening = {
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** Open from outside when `open` is given, by its trigger otherwise. */
function useOpening({ open, onOpenChange }: Opening) {
  const [isOpen, setIsOpen] = useState(false);
  const set = (next: boolean) => {
    if (next) adoptNonce();
    setIsOpen(next);
    onOpenChange?.(next);
  };
  const value = open ?? isOpen;
  if (value) adoptNonce();
  return [value, set] as const;
}

/** A small task on top of the page; what has a page of its own is no dialog. */
export function Dialog({
  title,
  description,
  closeLabel,
  children,
  className,
  ...opening
}: Opening & {
  title: ReactNode;
  description?: ReactNode;
  closeLabel: string;
  children?: ReactNode;
  className?: string;
}) {
  const [isOpen, setIsOpen] = useOpening(opening);
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={setIsOpen}>
      {opening.trigger && <RadixDialog.Trigger asChild>{opening.trigger}</RadixDialog.Trigger>}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlay} />
        <RadixDialog.Content
          className={clsx(panel, className)}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <div className="flex items-start justify-between gap-4">
            <RadixDialog.Title className="text-lg">{title}</RadixDialog.Title>
            <RadixDialog.Close
              aria-label={closeLabel}
              className="-me-3 -mt-2 flex size-11 flex-none items-center justify-center text-ink-soft hover:text-ink"
            >
              <svg viewBox="0 0 14 14" className="size-3.5" aria-hidden="true">
                <path d="m1 1 12 12m0-12L1 13" stroke="currentColor" strokeWidth="1.5" />
              </svg>
            </RadixDialog.Close>
          </div>
          {description && (
            <RadixDialog.Description className="text-ink-soft">
              {description}
            </RadixDialog.Description>
          )}
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** Asks once more before something that cannot be taken back. Stays open and busy until it is done. */
export function Confirm({
  title,
  description,
  action,
  cancelLabel,
  onConfirm,
  variant = "danger",
  children,
  ...opening
}: Opening & {
  title: ReactNode;
  /** What follows from it, in a sentence. */
  description: ReactNode;
  /** The verb on the button. */
  action: string;
  cancelLabel: string;
  /** The dialog closes when this resolves and stays when it throws; show the error in `children`. */
  onConfirm: () => Promise<void> | void;
  variant?: ButtonVariant;
  children?: ReactNode;
}) {
  const [isOpen, setIsOpen] = useOpening(opening);
  const [isPending, setIsPending] = useState(false);

  async function confirm() {
    setIsPending(true);
    try {
      await onConfirm();
      setIsOpen(false);
    } catch {
      // The caller shows what went wrong; the question stays open.
    } finally {
      setIsPending(false);
    }
  }

  return (
    <RadixAlert.Root open={isOpen} onOpenChange={(next) => !isPending && setIsOpen(next)}>
      {opening.trigger && <RadixAlert.Trigger asChild>{opening.trigger}</RadixAlert.Trigger>}
      <RadixAlert.Portal>
        <RadixAlert.Overlay className={overlay} />
        <RadixAlert.Content className={panel}>
          <RadixAlert.Title className="text-lg">{title}</RadixAlert.Title>
          <RadixAlert.Description asChild>
            <div className="text-ink-soft">{description}</div>
          </RadixAlert.Description>
          {children}
          <div className="flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">
            <RadixAlert.Cancel asChild>
              <Button variant="quiet" disabled={isPending}>
                {cancelLabel}
              </Button>
            </RadixAlert.Cancel>
            <Button variant={variant} isPending={isPending} onClick={() => void confirm()}>
              {action}
            </Button>
          </div>
        </RadixAlert.Content>
      </RadixAlert.Portal>
    </RadixAlert.Root>
  );
}
