import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import messages from "@/components/messages/zh-CN/common.json";
import { BarChart } from "./bar-chart";
import { Funnel, HorizontalBars } from "./horizontal-bars";
import { LineChart } from "./line-chart";
import { Sparkline } from "./sparkline";
import { StackedColumns } from "./stacked-columns";
import { fitText, labelEvery, spread, textWidth } from "./text";

const format = (value: number) => `${value} 万元`;
const points = Array.from({ length: 24 }, (_, month) => ({
  key: `m${month}`,
  label: `${(month % 12) + 1}月`,
  value: 100 + ((month * 37) % 50),
}));

function render(chart: ReactNode): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="zh-CN" timeZone="Asia/Shanghai" messages={{ common: messages }}>
      {chart}
    </NextIntlClientProvider>,
  );
}

const series = ["全部银行", "制造业", "首贷"].map((label, index) => ({
  key: label,
  label,
  points: points.map((point) => ({ ...point, value: point.value + index })),
}));

const charts: [name: string, chart: ReactNode, labels: string[]][] = [
  ["BarChart", <BarChart key="1" title="每月放款" {...{ points, format }} />, ["12月", "101 万元"]],
  [
    "LineChart",
    <LineChart key="2" title="加权利率" description="近两年" {...{ series, format }} />,
    ["全部银行", "制造业", "首贷", "12月", "103 万元"],
  ],
  [
    "HorizontalBars",
    <HorizontalBars key="3" title="按月" points={points.slice(0, 3)} format={format} />,
    ["1月", "2月", "3月", "100 万元"],
  ],
  [
    "StackedColumns",
    <StackedColumns
      key="4"
      title="还款计划"
      columns={points.map(({ key, label, value }) => ({ key, label, lower: value, upper: 5 }))}
      lowerLabel="本金"
      upperLabel="利息"
      format={format}
    />,
    ["本金", "利息", "合计"],
  ],
];

describe.each(charts)("%s", (_, chart, labels) => {
  const html = render(chart);
  test("names what it shows, in the drawing and in the table behind it", () => {
    for (const label of labels) expect(html).toContain(label);
    expect(html).toContain('role="img"');
    expect(html).toMatch(/<svg[^>]*aria-labelledby="([^"]+)"[^>]*><title id="\1">/u);
    expect(html).toMatch(/<details[^>]*>.*<table/u);
  });
  test("carries no inline style and no broken number", () => {
    expect(html).not.toContain("style=");
    expect(html).not.toMatch(/NaN|undefined|Infinity/u);
  });
});

test("a funnel tells each step's share of the one before", () => {
  const html = render(
    <Funnel
      title="漏斗"
      points={[
        { key: "need", label: "提出需求", value: 200 },
        { key: "granted", label: "获批", value: 84 },
        { key: "none", label: "放款", value: 0 },
        { key: "after", label: "结清", value: 0 },
      ]}
      format={String}
    />,
  );
  expect(html).toContain("上一步的42\u202f%");
  expect(html).not.toMatch(/NaN|Infinity|style=/u);
});

test("charts without points, with one or with only zeros still draw", () => {
  for (const few of [[], points.slice(0, 1), points.map((point) => ({ ...point, value: 0 }))]) {
    const html = render(
      <>
        <BarChart title="空" points={few} format={format} />
        <LineChart title="空" series={[{ key: "a", label: "甲", points: few }]} format={format} />
        <HorizontalBars title="空" points={few} format={format} />
        <Sparkline values={few.map(({ value }) => value)} />
      </>,
    );
    expect(html).not.toMatch(/NaN|undefined|Infinity/u);
  }
});

describe("labels", () => {
  test("Han characters count double", () => {
    expect(textWidth("制造业")).toBe(36);
    expect(textWidth("abc")).toBeLessThan(36);
  });
  test("of neighbours do not touch", () => {
    const labels = points.map(({ label }) => label);
    const every = labelEvery(labels, 14);
    expect(every * 14).toBeGreaterThan(textWidth("12月"));
    expect(labelEvery(labels, 200)).toBe(1);
  });
  test("at line ends are moved apart, in order and inside", () => {
    expect(spread([50, 52, 200], 17, 10, 210)).toEqual([50, 67, 200]);
    expect(spread([205, 208], 17, 10, 210)).toEqual([193, 210]);
    expect(spread([208, 205], 17, 10, 210)).toEqual([210, 193]);
  });
  test("too long for their place are cut visibly", () => {
    expect(fitText("信息传输、软件和信息技术服务业", 80)).toMatch(/^信息.*…$/u);
    expect(textWidth(fitText("信息传输、软件和信息技术服务业", 80))).toBeLessThanOrEqual(80);
  });
});
