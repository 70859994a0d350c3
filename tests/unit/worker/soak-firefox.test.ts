import { testWorkerMonths } from '../../soak/worker-month-tests.ts';

testWorkerMonths('Firefox', 1);
