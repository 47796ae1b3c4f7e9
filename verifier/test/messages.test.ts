import assert from 'node:assert/strict';
import { test } from 'node:test';
import ar from '../src/messages/ar.ts';
import de from '../src/messages/de.ts';
import { en, type Messages } from '../src/messages/en.ts';
import { en as holderEn } from '../src/messages/holder-en.ts';
import { load as loadHolder } from '../src/messages/holder.ts';
import es from '../src/messages/es.ts';
import fr from '../src/messages/fr.ts';
import { choose, LANGUAGES, load, speaker } from '../src/messages/index.ts';
import zh from '../src/messages/zh.ts';

const all: Record<string, Messages> = { ar, de, en, es, fr, zh };
const places = (text: string) => [...text.matchAll(/\{[a-z]+\}/g)].map(([place]) => place).sort();

for (const [language, messages] of Object.entries(all)) {
  test(`${language} has every text, and no other`, () => {
    assert.deepEqual(Object.keys(messages).sort(), Object.keys(en).sort());
    assert.deepEqual(
      Object.entries(messages).filter(([, text]) => text.trim() === ''),
      [],
    );
  });

  test(`${language} fills in the same places as English`, () => {
    for (const [key, text] of Object.entries(messages)) {
      assert.deepEqual(places(text), places(en[key as keyof Messages]), key);
    }
  });

  test(`${language} has words of its own`, () => {
    const same = Object.entries(messages).filter(
      ([key, text]) => text === en[key as keyof Messages],
    );
    assert.ok(language === 'en' || same.length < 5, String(same));
  });
}

test('each language says that a code opened by a camera app stays in the history', () => {
  const history = {
    ar: /سجل تصفّح/,
    de: /Verlauf/,
    en: /history/,
    es: /historial/,
    fr: /historique/,
    zh: /历史记录/,
  };
  for (const [language, word] of Object.entries(history)) {
    assert.match((all[language] as Messages).privacy, word);
  }
});

test('each language says of a code that cannot be told that it may be damaged', () => {
  const damaged = {
    ar: /تالف/,
    de: /beschädigt/,
    en: /damaged/,
    es: /dañado/,
    fr: /endommagé/,
    zh: /损坏/,
  };
  for (const [language, word] of Object.entries(damaged)) {
    assert.match((all[language] as Messages)['c.compact.format_unknown'], word);
    assert.match((all[language] as Messages)['c.compact.dictionary_unavailable'], word);
  }
});

test('each language of the switch can be loaded', async () => {
  for (const language of Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]) {
    assert.deepEqual(await load(language), { language, messages: all[language] });
  }
});

test('the first language that the reader wants and the page speaks is chosen, else English', () => {
  assert.equal(choose(['pt-BR', 'FR-ca', 'de']), 'fr');
  assert.equal(choose(['zh-Hant-TW']), 'zh');
  assert.equal(choose(['th', 'constructor']), 'en');
});

test('what is filled in keeps its own direction, and what is missing stays visible', () => {
  const say = speaker(en);
  assert.equal(say('s.expired', { until: '<b>' }).includes('\u2068<b>\u2069'), true);
  assert.match(say('s.expired'), /\{until\}/);
});

for (const language of Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]) {
  test(`the holder’s page is there in ${language}, with the same places and words of its own`, async () => {
    const { language: spoken, messages } = await loadHolder(language);
    assert.equal(spoken, language);
    assert.deepEqual(Object.keys(messages).sort(), Object.keys({ ...en, ...holderEn }).sort());
    let same = 0;
    for (const [key, text] of Object.entries(holderEn)) {
      const own = messages[key as keyof typeof holderEn];
      assert.ok(own.trim() !== '', key);
      assert.deepEqual(places(own), places(text), key);
      if (own === text) same += 1;
    }
    assert.ok(language === 'en' || same < 3, String(same));
  });
}
