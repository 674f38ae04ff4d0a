/** What the scripted bot says. Places, services and numbers are invented; the numbers are for drama only. */
import type { Link } from '../../src/turn/reply.js';

export const HELP_NOW = '!help_now';

export interface Sayings {
  name: string;
  direction: 'ltr' | 'rtl';
  greeting: string;
  place: string;
  service: string;
  after: string;
  danger: string;
  goOn: string;
  goodbye: string;
  apology: string;
  labels: Record<string, string>;
  links: Link[];
  calls: Link[];
}

const PHONE = '+44 1632 960123';

export const SAYINGS: Record<string, Sayings> = {
  en: {
    name: 'English',
    direction: 'ltr',
    greeting:
      'Hello. I can help you find support for your family near you. It is free, and you need not say who you are.\n\nWhat would help you today?',
    place: 'Where should I look? Write a town or village, or share where you are.',
    service: `Sunflower Family Room (invented)\nHelp at home with small children, talks with a counsellor, a meal on Fridays.\n\nFree · for families with children up to 12\nOpen now, until 18:00 · 1.2 km from you\nPhone: \u2068${PHONE}\u2069\nLast confirmed on 3 October`,
    after: 'I found 6 more. What next?',
    danger: 'If you or a child are in danger now, call. It is free, day and night. You did nothing wrong.',
    goOn: 'I am still here. You can go on whenever you like.',
    goodbye: 'Goodbye. You can come back whenever you like.',
    apology: 'I am sorry, something is wrong here and I could not take this in. Please send it again.',
    labels: {
      find: 'Find help near me',
      person: 'Talk to a person',
      about: 'What is this?',
      more: 'Show more',
      menu: 'Menu',
      back: 'Back',
      '!share_location': 'Share where I am',
      [HELP_NOW]: 'I need help now',
    },
    links: [
      { kind: 'call', label: `Call ${PHONE}`, uri: 'tel:+441632960123' },
      { kind: 'map', label: 'Way there', uri: 'geo:47.1585,27.6014' },
      { kind: 'web', label: 'Website', uri: 'https://www.example.org/family' },
    ],
    calls: [{ kind: 'call', label: `Call ${PHONE}`, uri: 'tel:+441632960123' }],
  },
  uk: {
    name: 'Українська',
    direction: 'ltr',
    greeting:
      'Вітаю. Я допоможу знайти підтримку для вашої родини поблизу. Це безкоштовно, і не треба казати, хто ви.\n\nЩо вам сьогодні допомогло б?',
    place: 'Де шукати? Напишіть місто чи село або поділіться своїм місцем.',
    service: `Сімейна кімната «Соняшник» (вигадана)\nДопомога вдома з малими дітьми, розмови з психологом, обід щоп’ятниці.\n\nБезкоштовно · для родин з дітьми до 12 років\nВідчинено зараз, до 18:00 · 1,2 км від вас\nТелефон: \u2068${PHONE}\u2069\nПеревірено 3 жовтня`,
    after: 'Є ще 6. Що далі?',
    danger:
      'Якщо ви чи дитина зараз у небезпеці, телефонуйте. Це безкоштовно, вдень і вночі. Ви не зробили нічого поганого.',
    goOn: 'Я тут. Можете продовжити, коли захочете.',
    goodbye: 'До побачення. Повертайтеся, коли захочете.',
    apology: 'Вибачте, щось не так, і я не зміг це прийняти. Надішліть, будь ласка, ще раз.',
    labels: {
      find: 'Знайти допомогу поруч',
      person: 'Поговорити з людиною',
      about: 'Що це?',
      more: 'Показати ще',
      menu: 'Меню',
      back: 'Назад',
      '!share_location': 'Поділитися місцем',
      [HELP_NOW]: 'Мені потрібна допомога',
    },
    links: [
      { kind: 'call', label: `Подзвонити ${PHONE}`, uri: 'tel:+441632960123' },
      { kind: 'map', label: 'Як дістатися', uri: 'geo:47.1585,27.6014' },
    ],
    calls: [{ kind: 'call', label: `Подзвонити ${PHONE}`, uri: 'tel:+441632960123' }],
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    greeting:
      'مرحباً. أستطيع أن أساعدك في إيجاد دعم لعائلتك بالقرب منك. الخدمة مجانية ولا حاجة لأن تقول من أنت.\n\nما الذي يمكن أن يساعدك اليوم؟',
    place: 'أين أبحث؟ اكتب اسم مدينة أو قرية، أو شارك موقعك.',
    service: `غرفة العائلة «دوّار الشمس» (خيالية)\nمساعدة في البيت مع الأطفال الصغار، وأحاديث مع مرشدة، ووجبة كل يوم جمعة.\n\nمجاناً · للعائلات التي لديها أطفال حتى سن ١٢\nمفتوح الآن حتى 18:00 · على بعد 1.2 كم منك\nالهاتف: \u2068${PHONE}\u2069\nآخر تأكيد في ٣ أكتوبر`,
    after: 'وجدت 6 أخرى. ماذا بعد؟',
    danger: 'إذا كنت أنت أو طفل في خطر الآن فاتصل. الاتصال مجاني ليلاً ونهاراً. لم ترتكب أي خطأ.',
    goOn: 'أنا هنا. يمكنك المتابعة متى شئت.',
    goodbye: 'إلى اللقاء. يمكنك العودة متى شئت.',
    apology: 'عذراً، حدث خلل ولم أستطع أخذ رسالتك. أرسلها من جديد من فضلك.',
    labels: {
      find: 'ابحث عن مساعدة قريبة',
      person: 'تحدث مع شخص',
      about: 'ما هذا؟',
      more: 'أظهر المزيد',
      menu: 'القائمة',
      back: 'رجوع',
      '!share_location': 'شارك موقعي',
      [HELP_NOW]: 'أحتاج مساعدة الآن',
    },
    links: [
      { kind: 'call', label: `اتصل ${PHONE}`, uri: 'tel:+441632960123' },
      { kind: 'map', label: 'الطريق إلى هناك', uri: 'geo:47.1585,27.6014' },
    ],
    calls: [{ kind: 'call', label: `اتصل ${PHONE}`, uri: 'tel:+441632960123' }],
  },
};
