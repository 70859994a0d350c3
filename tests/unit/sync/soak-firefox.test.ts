import { testSyncMonths } from '../../soak/sync-month-tests.ts';

testSyncMonths('Firefox', 1);
