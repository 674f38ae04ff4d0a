import { storeConformance } from '../conformance/store.js';
import { lowdbSubject } from './folder.js';

storeConformance('the embedded store', () => lowdbSubject());
// The smallest limit there is: a snapshot is begun after every commit, so all is read from snapshot and journal both.
storeConformance('the embedded store that writes snapshots all the time', () =>
  lowdbSubject({ snapshotBytes: 1 }),
);
