/**
 * The pictures that receipts are made of. Their order is part of every receipt that was ever given out: it never
 * changes. What each is called stands in `locales/<language>/receipt.yaml`.
 */

export interface Picture {
  id: string;
  emoji: string;
}

const LIST = `
cat 🐱 dog 🐶 cow 🐮 horse 🐴 pig 🐷 bear 🐻 lion 🦁 rabbit 🐰
fox 🦊 mouse 🐭 frog 🐸 monkey 🐵 elephant 🐘 camel 🐫 turtle 🐢 fish 🐟
bird 🐦 duck 🦆 owl 🦉 bee 🐝 butterfly 🦋 snail 🐌 spider 🕷 tree 🌳
flower 🌸 mushroom 🍄 sun ☀ moon 🌙 star ⭐ cloud ☁ umbrella ☂ rainbow 🌈
fire 🔥 apple 🍎 banana 🍌 lemon 🍋 grapes 🍇 strawberry 🍓 carrot 🥕 corn 🌽
bread 🍞 cheese 🧀 egg 🥚 cake 🎂 house 🏠 car 🚗 bus 🚌 train 🚂
boat ⛵ plane ✈ bicycle 🚲 rocket 🚀 key 🔑 bell 🔔 book 📖 pencil ✏
scissors ✂ ball ⚽ drum 🥁 guitar 🎸 clock ⏰ chair 🪑 shoe 👟 crown 👑
`;

/** 64 of them: six bits each. */
export const PICTURES: readonly Picture[] = [...LIST.matchAll(/(\S+) (\S+)/g)].map(
  ([, id = '', emoji = '']) => ({
    id,
    emoji,
  }),
);

/** The number that stands for the first picture: all have two digits, and none begins with a nought. */
export const FIRST_NUMBER = 10;
