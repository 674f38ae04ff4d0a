/**
 * Towns that are written in several scripts or have several names: what GeoNames calls them in Latin letters without
 * diacritics, then as the country writes them, in Ukrainian, in Arabic, and further names (Russian, German, older
 * ones) with a space between. One line a town.
 */
export interface Exonym {
  /** The country and GeoNames' name, folded. */
  country: string;
  known: string;
  names: { own: string; uk: string; ar: string; ro: string };
  others: string[];
}

const TOWNS = `
UA|kyiv|Київ|Київ|كييف|Kiev|Киев Kiew Kijów Kijev
UA|kharkiv|Харків|Харків|خاركيف|Harkov|Харьков Kharkov
UA|dnipro|Дніпро|Дніпро|دنيبرو|Dnipro|Днепр Днепропетровск Дніпропетровськ Dnipropetrovsk
UA|donetsk|Донецьк|Донецьк|دونيتسك|Donețk|Донецк
UA|odessa|Одеса|Одеса|أوديسا|Odesa|Одесса Odesa Odessa أوديسّا
UA|zaporizhia|Запоріжжя|Запоріжжя|زابوريجيا|Zaporijjea|Запорожье Zaporizhzhia Zaporozhye زابوروجيا زابوريجيه
UA|lviv|Львів|Львів|لفيف|Liov|Львов Lvov Lwów Lemberg لفوف
UA|kryvyi rih|Кривий Ріг|Кривий Ріг|كريفي ريه|Krîvîi Rih|Кривой_Рог Krivoy_Rog
UA|mykolayiv|Миколаїв|Миколаїв|ميكولايف|Mikolaiv|Николаев Mykolaiv Nikolaev Nikolayev
UA|mariupol|Маріуполь|Маріуполь|ماريوبول|Mariupol|Мариуполь
UA|luhansk|Луганськ|Луганськ|لوهانسك|Lugansk|Луганск لوغانسك
UA|sevastopol|Севастополь|Севастополь|سيفاستوبول|Sevastopol|
UA|khmelnytskyi|Хмельницький|Хмельницький|خملنيتسكي|Hmelnîțkîi|Хмельницкий Khmelnitsky خميلنيتسكي
UA|makiyivka|Макіївка|Макіївка|ماكيفكا|Makiivka|Макеевка
UA|vinnytsia|Вінниця|Вінниця|فينيتسا|Vinnița|Винница Vinnitsa فينيتسيا فينيتسه
UA|simferopol|Сімферополь|Сімферополь|سيمفيروبول|Simferopol|Симферополь
UA|kherson|Херсон|Херсон|خيرسون|Herson|
UA|poltava|Полтава|Полтава|بولتافا|Poltava|
UA|chernihiv|Чернігів|Чернігів|تشيرنيهيف|Cernihiv|Чернигов Chernigov تشيرنيغوف تشرنيهيف
UA|cherkasy|Черкаси|Черкаси|تشيركاسي|Cerkasî|Черкассы Cherkassy تشركاسي
UA|sumy|Суми|Суми|سومي|Sumî|Сумы
UA|zhytomyr|Житомир|Житомир|جيتومير|Jîtomîr|Zhitomir
UA|rivne|Рівне|Рівне|ريفنه|Rivne|Ровно Rovno ريفني
UA|kropyvnytskyi|Кропивницький|Кропивницький|كروبيفنيتسكي|Kropîvnîțkîi|Кропивницкий Кіровоград Кировоград Kirovohrad Kirovograd
UA|kamianske|Кам'янське|Кам'янське|كاميانسكي|Kameanske|Каменское Дніпродзержинськ
UA|chernivtsi|Чернівці|Чернівці|تشيرنيفتسي|Cernăuți|Черновцы Czernowitz Chernovtsy Czerniowce تشرنيفتسي تشيرنوفتسي تشيرنيفتزي
UA|ternopil|Тернопіль|Тернопіль|تيرنوبل|Ternopil|Тернополь Ternopol Tarnopol ترنوبل تيرنوبيل
UA|kremenchuk|Кременчук|Кременчук|كريمنشوك|Kremenciuk|Кременчуг Kremenchug كريمنتشوك
UA|lutsk|Луцьк|Луцьк|لوتسك|Luțk|Луцк
UA|ivano frankivsk|Івано-Франківськ|Івано-Франківськ|إيفانو فرانكيفسك|Ivano-Frankivsk|Ивано-Франковск Ivano-Frankovsk Франик Франківськ Станіслав Stanislau إيفانو_فرانكوفسك
UA|bila tserkva|Біла Церква|Біла Церква|بيلا تسيركفا|Bila Țerkva|Белая_Церковь Belaya_Tserkov
UA|kramatorsk|Краматорськ|Краматорськ|كراماتورسك|Kramatorsk|Краматорск
UA|melitopol|Мелітополь|Мелітополь|ميليتوبول|Melitopol|Мелитополь
UA|nikopol|Нікополь|Нікополь|نيكوبول|Nikopol|Никополь
UA|sloviansk|Слов'янськ|Слов'янськ|سلوفيانسك|Sloveansk|Славянск Slavyansk
UA|berdyansk|Бердянськ|Бердянськ|بيرديانسك|Berdeansk|Бердянск
UA|uzhgorod|Ужгород|Ужгород|أوجهورود|Ujhorod|Uzhhorod Ungvár أوزهورود أوجغورود أوزغورود
UA|mukacheve|Мукачево|Мукачево|موكاتشيفو|Muncaci|Мукачеве Mukachevo Munkács موكاشيفو
UA|kamianets podilskyi|Кам'янець-Подільський|Кам'янець-Подільський|كاميانيتس بوديلسكي|Camenița|Каменец-Подольский
UA|bakhmut|Бахмут|Бахмут|باخموت|Bahmut|Артемівськ
UA|uman|Умань|Умань|أومان|Uman|
UA|izmail|Ізмаїл|Ізмаїл|إزمايل|Ismail|Измаил Izmayil
UA|kolomyia|Коломия|Коломия|كولوميا|Colomeea|Коломыя Kolomyya Kolomea
UA|stryi|Стрий|Стрий|ستري|Strîi|Стрый Stryy
UA|drohobych|Дрогобич|Дрогобич|دروغوبيتش|Drohobîci|Дрогобыч
UA|bilhorod dnistrovskyi|Білгород-Дністровський|Білгород-Дністровський|بيلهورود دنيستروفسكي|Cetatea Albă|Белгород-Днестровский Аккерман
UA|mohyliv podilskyi|Могилів-Подільський|Могилів-Подільський|موهيليف بوديلسكي|Moghilău|Могилев-Подольский Mohyliv-Podilskyy
UA|kalush|Калуш|Калуш|كالوش|Kaluș|
UA|irpin|Ірпінь|Ірпінь|إربين|Irpin|Ирпень
UA|bucha|Буча|Буча|بوتشا|Bucea|
RO|bucharest|București|Бухарест|بوخارست|București|Bukarest Букарест بوخارستا بوكارست
RO|iasi|Iași|Ясси|ياش|Iași|Яссы Jassy Iasi Ясі ياشي إياشي
RO|cluj napoca|Cluj-Napoca|Клуж-Напока|كلوج نابوكا|Cluj-Napoca|Kolozsvár Klausenburg Cluj Клуж كلوج كلوج_نابوكه
RO|timisoara|Timișoara|Тімішоара|تيميشوارا|Timișoara|Temeswar Temesvár Тимишоара تيميشوارة
RO|craiova|Craiova|Крайова|كرايوفا|Craiova|
RO|constanta|Constanța|Констанца|كونستانتسا|Constanța|Constanza Küstendje كونستانتا قسطنطة
RO|galati|Galați|Галац|غالاتس|Galați|Galatz جالاتس غالاتي Ґалац
RO|brasov|Brașov|Брашов|براشوف|Brașov|Kronstadt Brassó
RO|ploiesti|Ploiești|Плоєшті|بلويشت|Ploiești|Плоешти بلويشتي Плоєшти
RO|braila|Brăila|Бреїла|برايلا|Brăila|Браїла Брэила
RO|oradea|Oradea|Орадя|أوراديا|Oradea|Großwardein Nagyvárad Орадеа
RO|bacau|Bacău|Бакеу|باكاو|Bacău|Бакэу Бакау
RO|arad|Arad|Арад|أراد|Arad|
RO|pitesti|Pitești|Пітешті|بيتشت|Pitești|Питешти بيتيشتي
RO|sibiu|Sibiu|Сібіу|سيبيو|Sibiu|Hermannstadt Nagyszeben Сибиу
RO|targu mures|Târgu Mureș|Тиргу-Муреш|تارغو موريش|Târgu Mureș|Tîrgu-Mureș Tg_Mureș Marosvásárhely Neumarkt Тиргу-Муреш
RO|baia mare|Baia Mare|Бая-Маре|بايا ماري|Baia Mare|Nagybánya
RO|buzau|Buzău|Бузеу|بوزاو|Buzău|Бузэу Бузау
RO|botosani|Botoșani|Ботошані|بوتوشاني|Botoșani|Ботошани
RO|satu mare|Satu Mare|Сату-Маре|ساتو ماري|Satu Mare|Szatmárnémeti
RO|ramnicu valcea|Râmnicu Vâlcea|Римніку-Вилча|رامنيكو فالتشا|Râmnicu Vâlcea|Rîmnicu-Vîlcea
RO|suceava|Suceava|Сучава|سوتشيافا|Suceava|Suczawa سوتشافا
RO|piatra neamt|Piatra Neamț|П'ятра-Нямц|بياترا نيامتس|Piatra Neamț|Пьятра-Нямц
RO|tulcea|Tulcea|Тульча|تولتشا|Tulcea|Tulcha تولتشيا
RO|focsani|Focșani|Фокшани|فوكشاني|Focșani|
RO|vaslui|Vaslui|Васлуй|فاسلوي|Vaslui|
RO|sighetu marmatiei|Sighetu Marmației|Сигет|سيغيتو مارماتسي|Sighetu Marmației|Sighet Сігету-Мармацієй Máramarossziget Сигіт
RO|siret|Siret|Сірет|سيريت|Siret|Серет
RO|radauti|Rădăuți|Радівці|رادوتس|Rădăuți|Рэдэуць Radautz
MD|chisinau|Chișinău|Кишинів|كيشيناو|Chișinău|Кишинёв Кишинев Kishinev Kischinew كيشينيف تشيسيناو كيشينوف شيشيناو
MD|tiraspol|Tiraspol|Тирасполь|تيراسبول|Tiraspol|
MD|balti|Bălți|Бєльці|بالتسي|Bălți|Бельцы Beltsy Бельці بيلتسي بالتي
MD|bender|Bender|Бендери|بندر|Tighina|Бендеры Bendery
MD|ribnita|Rîbnița|Рибниця|ريبنيتسا|Rîbnița|Рыбница Râbnița
MD|cahul|Cahul|Кагул|كاهول|Cahul|
MD|ungheni|Ungheni|Унгени|أونغيني|Ungheni|Унгень
MD|soroca|Soroca|Сороки|سوروكا|Soroca|Сорока
MD|orhei|Orhei|Оргіїв|أورهي|Orhei|Оргеев Орхей
MD|comrat|Comrat|Комрат|كومرات|Comrat|
MD|edinet|Edineț|Єдинці|إيدينتس|Edineț|Единцы Edinets
MD|hincesti|Hîncești|Хинчешти|هنتشيشتي|Hîncești|Hâncești Ганчешты
MD|causeni|Căușeni|Каушани|كاوشيني|Căușeni|Каушаны
`;

export const EXONYMS: readonly Exonym[] = TOWNS.trim()
  .split('\n')
  .map((line) => {
    const [country = '', known = '', own = '', uk = '', ar = '', ro = '', others = ''] = line.split('|');
    const more = others.split(' ').filter((name) => name !== '');
    return {
      country,
      known,
      names: { own, uk, ar, ro },
      others: more.map((name) => name.replaceAll('_', ' ')),
    };
  });
