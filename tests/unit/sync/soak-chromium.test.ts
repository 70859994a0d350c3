import { testSyncMonths } from '../../soak/sync-month-tests.ts';

testSyncMonths('Chromium', 2);
