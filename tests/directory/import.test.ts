import { describe, expect, test } from '@jest/globals';
import { BASE, directoryOf, importTexts, NOW, said } from './support.js';

describe('a row that is not as it should be', () => {
  test('keeps the row without an optional field that cannot be read, and says so', () => {
    const result = importTexts({
      ...BASE,
      'services.csv':
        'id,organization_id,name,status,needs,minimum_age,email,url,assured_date\ns1,o1,Ajutor,active,food;moon,old,nobody,javascript:alert(1),31.02.2026',
    });
    expect(said(result)).toEqual([
      'services.csv 2 url kept without',
      'services.csv 2 email kept without',
      'services.csv 2 minimum_age kept without',
      'services.csv 2 assured_date kept without',
      'services.csv 2 needs kept without',
    ]);
    const service = result.ok ? result.directory.services[0] : undefined;
    expect(service?.needs).toEqual(['food']);
    expect(service && 'url' in service).toBe(false);
  });

  test('leaves the row out where a field it cannot do without is missing', () => {
    const result = importTexts({
      ...BASE,
      'services.csv': 'id,organization_id,name,status,needs\ns1,o1,Ajutor,active,food\ns2,o1,,active,food',
    });
    expect(said(result)).toEqual(['services.csv 3 name left out']);
    expect(result.ok && result.directory.services).toHaveLength(1);
  });

  test('is counted as a spreadsheet counts, blank rows and line breaks in cells included', () => {
    const result = importTexts({
      ...BASE,
      'phones.csv': 'id,service_id,number\np1,s1,"+44 1632\n960001"\n\np2,s1,\n',
    });
    expect(said(result)).toEqual(['phones.csv 4 number left out']);
  });

  test('is left out when it repeats an id or points to a row that was left out', () => {
    const result = importTexts({
      ...BASE,
      'organizations.csv': 'id,name\no1,Casa Exemplu\no1,Altă casă\no2,',
      'services.csv':
        'id,organization_id,name,status,needs\ns1,o1,Ajutor,active,food\ns2,o2,Alt ajutor,active,food',
      'phones.csv': 'id,service_id,number\np1,s2,+44 1632 960001',
    });
    expect(said(result)).toEqual([
      'organizations.csv 3 id left out',
      'organizations.csv 4 name left out',
      'services.csv 3 organization_id left out',
      'phones.csv 2 service_id left out',
    ]);
  });

  test('never shows its values in the report', () => {
    const result = importTexts({
      ...BASE,
      'phones.csv': 'id,service_id,number\np1,s1,call Ana at home',
      'addresses.csv': 'id,location_id,city,country\na1,nowhere,Orașul Ascuns,RO',
    });
    expect(result.report).toHaveLength(2);
    expect(JSON.stringify(result.report)).not.toMatch(/Ana|Ascuns/);
  });

  test('an import without one readable service is refused, with the reasons', () => {
    const result = importTexts({ 'organizations.csv': 'id,name\no1,Casa Exemplu' });
    expect(result).toMatchObject({ ok: false, reasons: [expect.stringContaining('no service')] });
  });

  test('a status nobody knows keeps the service from being shown', () => {
    const result = importTexts({
      ...BASE,
      'services.csv': 'id,organization_id,name,status,needs\ns1,o1,A,closing,food',
    });
    expect(result.ok && result.directory.services[0]?.status).toBe('inactive');
    expect(said(result)).toEqual(['services.csv 2 status kept without']);
  });

  test('organizations and places without a service are told of', () => {
    const result = importTexts({
      ...BASE,
      'organizations.csv': 'id,name\no1,Casa Exemplu\no2,Casa Goală',
      'locations.csv': 'id,name\nl1,Nicăieri',
    });
    expect(said(result)).toEqual(['organizations.csv 3 left out', 'locations.csv 2 left out']);
  });
});

describe('files as spreadsheets save them', () => {
  test('byte order mark, semicolons and quotation marks', () => {
    const directory = directoryOf({
      ...BASE,
      'services.csv':
        '\uFEFFid;organization_id;name;status;needs\r\ns1;o1;"Masă; ""caldă""";active;"food;housing"\r\n',
    });
    expect(directory.services[0]).toMatchObject({
      name: { '': 'Masă; "caldă"' },
      needs: ['food', 'housing'],
    });
  });

  test('short rows, long rows and unknown columns', () => {
    const result = importTexts({
      ...BASE,
      'organizations.csv': 'id,name,description,nickname\no1,Casa Exemplu\n',
      'phones.csv': 'id,service_id,number\np1,s1,+44 1632 960001,too,much',
    });
    expect(said(result)).toEqual(['organizations.csv nickname note', 'phones.csv 2 note']);
  });

  test('another encoding, an endless quotation and an unknown table are named', () => {
    const files = [
      ...Object.entries(BASE).map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
      { name: 'phones.csv', bytes: Buffer.from('id,number\np1,Ia\xfei', 'latin1') },
      { name: 'languages.csv', bytes: Buffer.from('id,service_id,code\nx,s1,"ro') },
      { name: 'budget.csv', bytes: Buffer.from('year,amount\n2026,1') },
    ];
    const texts = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
    const result = importTexts(texts as unknown as Record<string, string>);
    expect(said(result)).toEqual(['phones.csv note', 'budget.csv note', 'languages.csv note']);
  });
});

describe('extensions', () => {
  test('texts in more languages, under the record they belong to', () => {
    const result = importTexts({
      ...BASE,
      'services.csv': 'id,organization_id,name,status,needs,language\ns1,o1,Ajutor,active,food,ro',
      'locations.csv': 'id,name,latitude,longitude\nl1,Casa,47.1,27.6',
      'addresses.csv': 'id,location_id,address_1,city,country\na1,l1,Strada Exemplului 1,Iași,RO',
      'service_at_location.csv': 'id,service_id,location_id\nx1,s1,l1',
      'required_documents.csv': 'id,service_id,document\nd1,s1,Buletin',
      'translations.csv': [
        'id,link_entity,link_id,language,field,text',
        't1,service,s1,uk,name,Допомога',
        't2,address,a1,uk,city,Ясси',
        't3,required_document,d1,uk,document,Паспорт',
        't4,organization,o1,en,name,Example House',
        't5,service,s9,uk,name,Ніщо',
        't6,service,s1,uk,colour,синій',
        't7,service,s1,Ukrainian!,name,Допомога',
      ].join('\n'),
    });
    expect(said(result)).toEqual([
      'translations.csv 6 link_id left out',
      'translations.csv 7 field left out',
      'translations.csv 8 language left out',
    ]);
    const service = result.ok ? result.directory.services[0] : undefined;
    expect(service?.name).toEqual({ '': 'Ajutor', ro: 'Ajutor', uk: 'Допомога' });
    expect(service?.organization.name.en).toBe('Example House');
    expect(service?.locations[0]?.address?.city.uk).toBe('Ясси');
    expect(service?.requiredDocuments[0]?.uk).toBe('Паспорт');
  });

  test('kinline.json says what holds for all', () => {
    const directory = directoryOf({
      ...BASE,
      'kinline.json': '{ "invented": true, "language": "ro", "timezone": "Europe/Bucharest" }',
      'schedules.csv': 'id,service_id,freq,byday,opens_at,closes_at\nh1,s1,WEEKLY,"MO,TU",08:00,16:00',
    });
    expect(directory).toMatchObject({ invented: true, language: 'ro' });
    expect(directory.services[0]?.name).toEqual({ '': 'Ajutor', ro: 'Ajutor' });
    expect(directory.services[0]?.schedules[0]?.timezone).toBe('Europe/Bucharest');
  });

  test('a wrong kinline.json and an offset for a zone are told once', () => {
    const result = importTexts({
      ...BASE,
      'kinline.json': '{ "timezone": "Moon/Base" }',
      'schedules.csv':
        'id,service_id,freq,byday,opens_at,closes_at,timezone\nh1,s1,WEEKLY,MO,08:00,16:00,2\nh2,s1,WEEKLY,TU,08:00,16:00,2',
    });
    expect(said(result)).toEqual([
      'kinline.json timezone note',
      'schedules.csv timezone note',
      'test timezone note',
    ]);
  });
});

describe('needs', () => {
  const taxonomy = 'id,name,parent_id\nt1,Emergency,\nt2,EMERGENCY FOOD,t1\nt3,Soup kitchens,t2\nt4,Other,t1';

  test('come from terms, through their parents, whatever the case', () => {
    const directory = directoryOf({
      ...BASE,
      'services.csv': 'id,organization_id,name,status\ns1,o1,Ajutor,active',
      'taxonomy_terms.csv': taxonomy,
      'attributes.csv': 'id,link_id,link_entity,taxonomy_term_id\na1,s1,service,t3\na2,s1,service,t4',
    });
    expect(directory.services[0]?.needs).toEqual(['food']);
    expect(directory.services[0]?.taxonomyTerms).toEqual(['Soup kitchens', 'Other']);
  });

  test('a service that fits none is pointed out', () => {
    const result = importTexts({
      ...BASE,
      'services.csv': 'id,organization_id,name,status\ns1,o1,Ajutor,active',
    });
    expect(said(result)).toEqual(['services.csv 2 needs note']);
  });
});

test('names of fields that mean something to a program mean nothing here', () => {
  const result = importTexts({
    ...BASE,
    'translations.csv':
      'id,link_entity,link_id,language,field,text\nt1,service,s1,ro,constructor,rău\nt2,service,s1,ro,__proto__,rău',
    'more.json':
      '{"id":"s2","name":"Alt ajutor","status":"active","needs":"food","constructor":{"id":"x"},"__proto__":{"id":"y"},"organization":{"id":"o2","name":"Casa"}}',
  });
  expect(said(result)).toEqual(['translations.csv 2 field left out', 'translations.csv 3 field left out']);
  expect('ro' in Object).toBe(false);
  expect('ro' in {}).toBe(false);
  expect(result.ok && result.directory.services.map((one) => one.id)).toEqual(['s1', 's2']);
});

test('an attribute or a column can keep a service from being found', () => {
  const directory = directoryOf({
    ...BASE,
    'services.csv':
      'id,organization_id,name,status,needs,visibility\ns1,o1,A,active,food,\ns2,o1,B,active,food,Excluded\ns3,o1,C,active,food,',
    'taxonomy_terms.csv': 'id,name,parent_id\nv,Visibility,',
    'attributes.csv': 'id,link_id,taxonomy_term_id,value\na1,s1,v,private',
  });
  expect(directory.services.map((one) => one.visibility)).toEqual(['private', 'excluded', undefined]);
});

test('a price that has ended is not shown as one', () => {
  const costs =
    'id,service_id,valid_to,currency,amount\nc1,s1,2020-12-31,RON,10\nc2,s1,,ron,20\nc3,s1,,lei,30';
  const result = importTexts({ ...BASE, 'cost_options.csv': costs }, NOW);
  expect(result.ok && result.directory.services[0]?.costOptions).toEqual([
    { currency: 'RON', amount: 20 },
    { amount: 30 },
  ]);
  expect(said(result)).toEqual([
    'cost_options.csv 2 valid_to left out',
    'cost_options.csv 4 currency kept without',
  ]);
});

test('hours of a service at one place replace those of the place, for that service only', () => {
  const directory = directoryOf({
    ...BASE,
    'services.csv': 'id,organization_id,name,status,needs\ns1,o1,A,active,food\ns2,o1,B,active,food',
    'locations.csv': 'id,name\nl1,Casa',
    'service_at_location.csv': 'id,service_id,location_id\nx1,s1,l1\nx2,s2,l1',
    'schedules.csv':
      'id,service_at_location_id,location_id,byday,opens_at,closes_at\nh1,,l1,MO,08:00,16:00\nh2,x2,,TU,10:00,12:00',
  });
  const hours = (at: number) =>
    directory.services[at]?.locations[0]?.schedules.map((one) => one.byday.join());
  expect([hours(0), hours(1)]).toEqual([['MO'], ['TU']]);
});

test('the same files give the same directory', () => {
  expect(directoryOf(BASE)).toEqual(directoryOf(BASE));
});
