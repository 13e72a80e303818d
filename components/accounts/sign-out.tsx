import { getTranslations } from "next-intl/server";
import { SignOutButton } from "./sign-out-button";

/** The shells' sign-out, with its words. */
export async function SignOut() {
  const [nav, t] = await Promise.all([
    getTranslations("common.nav"),
    getTranslations("auth.signOut"),
  ]);
  return <SignOutButton failed={t("failed")}>{nav("signOut")}</SignOutButton>;
}
