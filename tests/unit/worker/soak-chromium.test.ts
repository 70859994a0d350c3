import { testWorkerMonths } from '../../soak/worker-month-tests.ts';

testWorkerMonths('Chromium', 2);
