import type { Finding } from "./check/findings.ts";

export const languages = ["zh", "en"] as const;
export type Language = (typeof languages)[number];

/** Each sentence in Chinese and English; {names} are filled in. */
const sentences: Record<string, readonly [zh: string, en: string]> = {
  receipt_genuine: [
    "签字真实：平台为{enterprise}（{uscc}）账本第{seq}条（{at}）出具的{kind}回执。",
    "The signature is genuine: the platform gave {enterprise} ({uscc}) this receipt ({kind}) for line {seq} of its ledger, written at {at}.",
  ],
  line_whole: ["这一条的内容没有改动。", "The line's content is unchanged."],
  line_changed: ["第{seq}条的内容与它的指纹不符。", "Line {seq} does not match its own hash."],
  line_in_tree: [
    "这一条在平台总账里（签下时共{size}条）。",
    "The line is in the platform's ledger of {size} lines, as it was signed.",
  ],
  line_not_in_tree: [
    "第{seq}条不在平台签下的总账里（共{size}条）。",
    "Line {seq} is not in the ledger of {size} lines that the platform signed.",
  ],
  artefact: ["授权书指纹：{hash}", "Hash of the consent's text: {hash}"],
  checkpoint_forged: [
    "总账的签字不是平台的。",
    "The signature over the ledger is not the platform's.",
  ],
  no_checkpoint: [
    "导出时总账还没有签下，只能核对条目之间是否相接。",
    "The ledger had not been signed yet when this was exported: only the links between lines can be checked.",
  ],
  signature_forged: [
    "签字不是平台的，或者内容被改过。请不要相信这个文件。",
    "The signature is not the platform's, or the content was changed. Do not trust this file.",
  ],
  kind_unknown: [
    "平台签过，但不是回执、报告或账本（{kind}）。",
    "Signed by the platform, but neither a receipt nor a report nor a ledger ({kind}).",
  ],
  unreadable: [
    "读不懂这个文件：不是回执、报告、账本或签名文件，或者已经损坏。",
    "This file cannot be read: it is no receipt, report, ledger or file of signatures, or it is damaged.",
  ],
  report_genuine: [
    "签字真实：第{number}号信用报告，企业{enterprise}。",
    "The signature is genuine: credit report {number} of {enterprise}.",
  ],
  report_content: [
    "报告内容的指纹：{hash}。把报告文件也放进来，可以核对内容。",
    "Hash of the report's content: {hash}. Add the report's file as well to compare its content.",
  ],
  content_of_report: [
    "内容与第{number}号报告签字时一致。",
    "The content is what report {number} was signed over.",
  ],
  ledger_of: ["{enterprise}（{uscc}）的账本。", "The ledger of {enterprise} ({uscc})."],
  chain_whole: [
    "{entries}条记录首尾相接，没有改动，没有缺少。",
    "All {entries} lines follow on each other: nothing was changed, nothing is missing between them.",
  ],
  chain_broken: [
    "第{seq}条对不上：这里改过、缺了，或者不属于这本账。",
    "Line {seq} does not fit: something was changed, is missing, or belongs to another ledger.",
  ],
  ledger_complete: [
    "平台签字确认：到{at}，全部记录就是这{entries}条。",
    "The platform signed that these {entries} lines were all of them at {at}.",
  ],
  end_missing: [
    "文件不完整：缺少结尾的签字。",
    "The file is incomplete: its signed end is missing.",
  ],
  end_forged: ["结尾的签字不是平台的。", "The signature at the end is not the platform's."],
  end_differs: [
    "结尾签字确认的是{entries}条，与文件里的不符。",
    "The signed end speaks of {entries} lines, which are not the ones in this file.",
  ],
  all_in_tree: [
    "{entries}条每一条都在平台签下的总账里（共{size}条）。",
    "Each of the {entries} lines is in the ledger of {size} lines that the platform signed.",
  ],
  all_but_newest_in_tree: [
    "{entries}条在平台签下的总账里（共{size}条）；最新的{newer}条导出时还没有签入。",
    "{entries} lines are in the ledger of {size} lines that the platform signed; the newest {newer} had not been sealed yet.",
  ],
  cosigned: [
    "{bank}在{at}见证过这本总账。",
    "{bank} countersigned this state of the ledger at {at}.",
  ],
  cosignature_forged: [
    "{bank}的见证签字不真实。",
    "The countersignature of {bank} is not genuine.",
  ],
  other_enterprise: [
    "这两个文件属于不同的企业。",
    "These two files belong to different enterprises.",
  ],
  receipt_in_ledger: [
    "回执上的第{seq}条，账本里有，而且一字不差。",
    "Line {seq} of the receipt is in the ledger, unchanged.",
  ],
  receipt_missing: [
    "回执上的第{seq}条，账本里没有，或者已被改过。请保留回执。",
    "Line {seq} of the receipt is not in the ledger, or was changed. Keep the receipt.",
  ],
  tree_same: [
    "两个文件出自同一本总账（{size}条）。",
    "Both files come from the same ledger of {size} lines.",
  ],
  tree_extends: [
    "现在的总账（{size}条）是回执时的总账（{old}条）接着写下来的，没有改写。",
    "Today's ledger of {size} lines continues the one on the receipt ({old} lines): nothing was rewritten.",
  ],
  tree_forked: [
    "两个文件上的总账（{old}条和{size}条）对不上：有人改写过。",
    "The ledgers in the two files ({old} and {size} lines) do not fit together: somebody rewrote one.",
  ],
  tree_older: [
    "账本文件（{size}条）比回执（{old}条）旧，请重新导出后再核对。",
    "The ledger file ({size} lines) is older than the receipt ({old} lines): export it again and compare.",
  ],
  no_proof_between: [
    "这两个文件之间（{old}条到{size}条）没有相接的证明；同时放入最新导出的账本即可核对。",
    "Neither file says how the ledger of {old} lines became the one of {size}: add a fresh export of your ledger.",
  ],
  ledger_lost: [
    "旧账本里的第{seq}条，新账本里没有，或者已被改过。",
    "Line {seq} of the older ledger is not in the newer one, or was changed.",
  ],
  ledger_kept: [
    "旧账本的{entries}条，新账本里都在，一字不差。",
    "All {entries} lines of the older ledger are in the newer one, unchanged.",
  ],
  consent_of: [
    "{enterprise}（{uscc}）给{recipient}的授权书，原文与指纹相符。指纹：{hash}",
    "The consent of {enterprise} ({uscc}) to {recipient}; the text matches its hash: {hash}",
  ],
  text_changed: [
    "授权书的原文与指纹不符，被改过。",
    "The text of the consent does not match its hash: it was changed.",
  ],
  unsigned: ["文件里没有任何签名。", "There is no signature in this file."],
  signed_by_passkey: [
    "签署人{person}于{at}在{origin}用通行密钥签的就是这份原文，签时验过指纹、面容或PIN。这一条不靠平台作证；密钥是谁的，由平台登记。",
    "Signer {person} signed exactly this text with a passkey at {origin} on {at}, with a finger, face or PIN. This takes nobody's word; whose key it is, the platform recorded.",
  ],
  signed_by_code: [
    "签署人{person}于{at}用一次性验证码签署：只有平台作证，这是较弱的一种。平台的签字真实。",
    "Signer {person} signed with a one-time code on {at}: attested by the platform only, the weaker form. The platform's signature is genuine.",
  ],
  granted_by_passkey: [
    "这项授予由{person}于{at}在{origin}用通行密钥签署，签时验过指纹、面容或PIN。",
    "That authority was signed by {person} with a passkey at {origin} on {at}, with a finger, face or PIN.",
  ],
  granted_by_code: [
    "这项授予由{person}于{at}用一次性验证码签署：只有平台作证，这是较弱的一种。",
    "That authority was signed by {person} with a one-time code on {at}: attested by the platform only, the weaker form.",
  ],
  signed_as_owner: [
    "以{role}的身份签署。谁是法定代表人，由平台登记。",
    "Signed as {role}. Who the legal representative is, the platform recorded.",
  ],
  signed_twice: [
    "同一个人（{person}）签了两次，只能算一次。",
    "The same person ({person}) stands here twice, which counts once.",
  ],
  signer_differs: [
    "文件里写的签署人不是平台作证的那个人。",
    "The signer named in the file is not the one the platform attests.",
  ],
  authority_fits: [
    "{person}（{role}）由{grantor}授予签署权，签署时有效，包括这个用途。",
    "{person}, {role}, was given the authority by {grantor}: it held when it was signed and covers this purpose.",
  ],
  authority_wrong: [
    "签署权对不上：不是这个人的、不是这个用途的，或者签署时不在有效期内。",
    "The authority does not fit: it is another person's, for another purpose, or did not hold when this was signed.",
  ],
  attestation_forged: [
    "平台的签字不真实，或者签的不是这份原文。",
    "The platform's signature is not genuine, or is over another text.",
  ],
  passkey_other_text: [
    "通行密钥签的是另一份文件，不是这份原文。",
    "The passkey signed something else, not this text.",
  ],
  passkey_nobody: [
    "签署时没有确认本人在场（没有验指纹、面容或PIN）。",
    "Nobody was confirmed in front of the device when this was signed: no finger, face or PIN.",
  ],
  passkey_forged: [
    "通行密钥的签名不真实。请不要相信这个文件。",
    "The passkey's signature is not genuine. Do not trust this file.",
  ],
};

const roles: Record<string, readonly [zh: string, en: string]> = {
  legal_representative: ["法定代表人", "legal representative"],
  authorised_clerk: ["经办人", "authorised clerk"],
  second_signer: ["第二签字人", "second signer"],
};

const kinds: Record<string, readonly [zh: string, en: string]> = {
  grant: ["授权", "consent given"],
  amend: ["变更", "consent changed"],
  withdraw: ["授权结束", "consent ended"],
  expire: ["到期", "consent expired"],
  reminder: ["提醒", "reminder"],
  digest: ["小结", "digest"],
};

/** The sentence of a finding. */
export function sentence({ code, values }: Finding, language: Language): string {
  const nth = languages.indexOf(language);
  const pattern = sentences[code]?.[nth] ?? code;
  return pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? "";
    if (name === "kind") return kinds[value]?.[nth] ?? value;
    if (name === "role") return roles[value]?.[nth] ?? value;
    return name === "at" ? instant(value, language) : value;
  });
}

/** By the clock of Shanghai, to the second. */
function instant(text: string, language: Language): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  return at.toLocaleString(locale, {
    timeZone: "Asia/Shanghai",
    dateStyle: "long",
    timeStyle: "medium",
  });
}

export const knownCodes = Object.keys(sentences);
