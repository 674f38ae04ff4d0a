import { storeConformance } from '../conformance/store.js';
import { postgresSubject } from '../helpers/postgres.js';

storeConformance('the store in PostgreSQL', () => postgresSubject());
