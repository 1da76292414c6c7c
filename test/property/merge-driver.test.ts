import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { planMerge } from '../../src/formats/backlog/merge/merge-backlog.ts';
import { assembleMerge, openPieces } from '../../src/formats/text/merge-pieces.ts';
import { readLayout } from '../../src/formats/backlog/layout.ts';

/** The model of a backlog: what the driver has to get right, without a line of YAML. */
interface Model {
  readonly mark: number;
  readonly items: readonly Item[];
}

interface Item {
  readonly number: number;
  readonly created: string;
  readonly title: string;
  readonly comment: boolean;
}

type Step =
  | { readonly kind: 'add'; readonly at: number; readonly gap: number; readonly comment: boolean }
  | { readonly kind: 'archive'; readonly at: number }
  | { readonly kind: 'retitle'; readonly at: number; readonly title: string }
  | { readonly kind: 'move'; readonly at: number };

const at = fc.nat({ max: 30 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    at,
    gap: fc.integer({ min: 1, max: 3 }),
    comment: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('archive' as const), at }),
  fc.record({ kind: fc.constant('retitle' as const), at, title: fc.constantFrom('Red', 'Green', 'Blue') }),
  fc.record({ kind: fc.constant('move' as const), at }),
);
const steps = fc.array(step, { maxLength: 6 });
const history = fc.record({ before: steps, ours: steps, theirs: steps, shape: fc.nat({ max: 7 }) });

/** Builds three backlogs from one history. Whatever a side adds carries a `created` of that side alone. */
function build({ before, ours, theirs, shape }: typeof history extends fc.Arbitrary<infer T> ? T : never) {
  const base = before.reduce((model, one) => apply(model, one, 'base'), {
    mark: 3,
    items: [],
  } satisfies Model as Model);
  const models = {
    base,
    ours: ours.reduce((model, one) => apply(model, one, 'ours'), base),
    theirs: theirs.reduce((model, one) => apply(model, one, 'theirs'), base),
  };
  const print = (model: Model) => inShape(write(model), shape);
  return {
    models,
    shape,
    texts: { base: print(models.base), ours: print(models.ours), theirs: print(models.theirs) },
  };
}

function apply(model: Model, one: Step, side: string): Model {
  const { items } = model;
  const index = items.length === 0 ? 0 : one.at % items.length;
  const chosen = items[index];
  if (one.kind === 'add') {
    const number = model.mark + one.gap;
    const item = { number, created: `${side}-${number}`, title: 'New', comment: one.comment };
    return { mark: number, items: items.toSpliced(one.at % 2 === 0 ? items.length : index, 0, item) };
  }
  if (!chosen) return model;
  if (one.kind === 'archive') return { ...model, items: items.toSpliced(index, 1) };
  if (one.kind === 'move') return { ...model, items: [chosen, ...items.toSpliced(index, 1)] };
  return { ...model, items: items.with(index, { ...chosen, title: one.title }) };
}

function write({ mark, items }: Model): string {
  const blocks = items.map(({ number, created, title, comment }) => {
    const above = comment ? `# about ${number}\n` : '';
    return `${above}- id: WRK-${number}\n  title: ${title}\n  status: new\n  created: ${created}\n`;
  });
  const list = blocks.length === 0 ? 'items: []\n' : `items:\n${blocks.join('')}`;
  return `# The backlog\nschema_version: 3\n${list}next_item_id: ${mark}\n`;
}

function inShape(text: string, shape: number): string {
  const ended = shape & 1 ? text.replace(/\n$/u, '') : text;
  const lines = shape & 2 ? ended.replaceAll('\n', '\r\n') : ended;
  return shape & 4 ? `\uFEFF${lines}` : lines;
}

function merge(texts: ReturnType<typeof build>['texts']) {
  const plan = planMerge(texts);
  if (!plan) throw new Error('these texts can be told apart');
  return { plan, text: assembleMerge(plan, ({ ours, theirs }) => ours + theirs) };
}

function itemsOf(text: string): readonly string[] {
  const reading = readLayout(text);
  if (!('layout' in reading)) throw new Error(`${reading.problems[0]?.message}\n${text}`);
  const { layout } = reading;
  return layout.items
    .map(({ start, end }) => text.slice(start, end).replaceAll('\r', '').trimEnd())
    .toSorted();
}

function markOf(text: string): number | undefined {
  const reading = readLayout(text);
  return 'layout' in reading ? reading.layout.mark?.value : undefined;
}

/** Histories in which no item was changed on both sides, so that everything can be told. */
const decidable = history.map(build).filter(({ texts }) => {
  const plan = planMerge(texts);
  return plan !== undefined && openPieces(plan).length === 0;
});

test('the mark is the maximum', () => {
  fc.assert(
    fc.property(decidable, ({ models, texts }) => {
      expect(markOf(merge(texts).text)).toBe(Math.max(models.ours.mark, models.theirs.mark));
    }),
  );
});

test('byte order mark, line ends and a missing last one stay as they were', () => {
  fc.assert(
    fc.property(decidable, ({ texts, shape }) => {
      const { text } = merge(texts);
      const plain = text
        .replace(/^\uFEFF/u, '')
        .replaceAll('\r\n', '\n')
        .replace(/\n?$/u, '\n');
      expect(inShape(plain, shape)).toBe(text);
    }),
  );
});

test('either order of the sides gives the same items and the same mark', () => {
  fc.assert(
    fc.property(decidable, ({ texts }) => {
      const [one, two] = [
        merge(texts).text,
        merge({ base: texts.base, ours: texts.theirs, theirs: texts.ours }).text,
      ];
      expect(itemsOf(one)).toEqual(itemsOf(two));
      expect(markOf(one)).toBe(markOf(two));
    }),
  );
});

test('where one side did nothing, the other is the result, byte by byte', () => {
  fc.assert(
    fc.property(history.map(build), ({ texts: { base, ours } }) => {
      expect(merge({ base, ours, theirs: base }).text).toBe(ours);
      expect(merge({ base, ours: base, theirs: ours }).text).toBe(ours);
      expect(merge({ base, ours, theirs: ours }).text).toBe(ours);
    }),
  );
});

test('every item is what the model says: kept, taken from the side that changed it, or gone', () => {
  fc.assert(
    fc.property(decidable, ({ models, texts }) => {
      const { base, ours, theirs } = models;
      const created = [...new Set([...ours.items, ...theirs.items].map((item) => item.created))];
      const expected = created.flatMap((name) => {
        const [old, one, two] = [base, ours, theirs].map(({ items }) =>
          items.find((item) => item.created === name),
        );
        const isSame = (left?: Item, right?: Item) => left?.title === right?.title;
        const kept = isSame(old, one) ? two : one;
        return kept ? [kept] : [];
      });
      const model: Model = { mark: 0, items: expected };
      expect(itemsOf(merge(texts).text)).toEqual(itemsOf(write(model)));
    }),
  );
});

test('an ID is reported as drawn twice exactly where both sides added it', () => {
  fc.assert(
    fc.property(decidable, ({ models, texts }) => {
      const fresh = (side: 'ours' | 'theirs') =>
        models[side].items.filter(({ created }) => created.startsWith(side)).map(({ number }) => number);
      const both = fresh('ours').filter((number) => fresh('theirs').includes(number));
      const reported = merge(texts).plan.doubled.map(({ id }) => Number(id.slice(4)));
      expect(new Set(reported)).toEqual(new Set(both));
    }),
  );
});

test('nothing a side added is ever dropped, whatever else is undecided', () => {
  fc.assert(
    fc.property(history.map(build), ({ models, texts }) => {
      const { text } = merge(texts);
      for (const side of ['ours', 'theirs'] as const) {
        for (const item of models[side].items.filter(({ created }) => created.startsWith(side))) {
          expect(text).toContain(`created: ${item.created}`);
        }
      }
    }),
  );
});
