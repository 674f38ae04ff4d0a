/** The questions that every peer with a dialog asks: as many turns as the find-help conversation has. */
export const QUESTIONS = [
  { name: 'start', text: 'What would you like to do?', buttons: ['Find help nearby', 'Talk to a person', 'Language'] },
  { name: 'need', text: 'What do you need?', buttons: ['Day care', 'Food', 'Money help', 'Someone to talk to'] },
  { name: 'place', text: 'Where should I look? Write a town or village.', buttons: [] },
  { name: 'service', text: 'Which one would you like to know more about?', buttons: ['1', '2', '3'] },
  { name: 'details', text: 'What next?', buttons: ['How to get there', 'Back to the list'] },
  { name: 'directions', text: 'Is there anything else?', buttons: ['Back to the list', 'Menu'] },
  { name: 'after', text: 'What next?', buttons: ['Menu', 'Search again'] },
];

/** Said with the last turn, when all questions are answered. */
export const GOODBYE = 'Thank you.';
