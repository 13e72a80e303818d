/* oxlint-disable no-underscore-dangle -- the name is given by the style library */
declare global {
  var __webpack_nonce__: string | undefined;
}

/**
 * Dialogs lock scrolling with a style element. The content security policy lets it in only with the
 * page's nonce, which the style library looks for under this global name.
 */
export function adoptNonce(): void {
  globalThis.__webpack_nonce__ ??= document.querySelector<HTMLElement>("script[nonce]")?.nonce;
}
