import type { Bank } from "./banks";
import { composeProduct } from "./compose";
import type { Draft, Product } from "./product";
import { heqi } from "./products/heqi";
import { jiangpan } from "./products/jiangpan";
import { jiugao } from "./products/jiugao";
import { mingke } from "./products/mingke";
import { qingheng } from "./products/qingheng";
import { songpi } from "./products/songpi";
import { tinglan } from "./products/tinglan";
import { wangqiao } from "./products/wangqiao";
import { wuyin } from "./products/wuyin";
import { xingcha } from "./products/xingcha";
import { yuanxiu } from "./products/yuanxiu";
import { zhizhou } from "./products/zhizhou";

const drafts: Record<string, Draft[]> = {
  jiangpan,
  yuanxiu,
  jiugao,
  tinglan,
  mingke,
  qingheng,
  wangqiao,
  heqi,
  songpi,
  zhizhou,
  xingcha,
  wuyin,
};

const published = new Map(
  Object.entries(drafts).map(([bank, own]): [string, Product[]] => [
    bank,
    own.map((draft) => composeProduct(bank, draft)),
  ]),
);

/** The products a bank publishes, five each. */
export function productsOf(bank: Bank): readonly Product[] {
  return published.get(bank.code) ?? [];
}
