/** The parts of a browser that the worker uses and the simulated browser imitates. */
export interface ObservedBrowser {
  readonly browser: typeof chrome;
  readonly indexedDB: IDBFactory;
  readonly navigator: Pick<Navigator, 'locks'>;
  readonly crypto: Pick<Crypto, 'subtle'>;
}

/**
 * Uses what the worker uses of a browser, and returns what was seen of it. Runs in the simulated
 * browser with its parts, and in a page of a real one, where it is passed as text and sees nothing
 * of the code around it.
 *
 * @param simulated undefined in a real browser
 */
export async function observeBrowser(simulated?: ObservedBrowser) {
  const api = simulated?.browser ?? chrome;
  const databases = simulated?.indexedDB ?? indexedDB;
  const { locks } = simulated?.navigator ?? navigator;
  const { subtle } = simulated?.crypto ?? crypto;
  const { local, session, onChanged } = api.storage;
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const turns = () => new Promise((resolve) => setTimeout(resolve, 50));

  const changes: unknown[] = [];
  onChanged.addListener((changed, area) => {
    for (const [key, { newValue }] of Object.entries(changed)) {
      if (key.startsWith('contract')) changes.push([area, key, newValue ?? null]);
    }
  });
  const original = { list: [1], nothing: null };
  await local.set({ contractA: original, contractB: 'b' });
  original.list.push(2);
  await turns();
  const stored = await local.get(['contractA', 'contractB', 'contractMissing']);
  await session.set({ contractA: 'of the session' });
  await turns();
  const inSession = await session.get(['contractA']);
  await local.remove(['contractA', 'contractMissing']);
  await turns();
  const seenChanges = [...changes];
  const left = (await local.getKeys()).filter((key) => key.startsWith('contract'));
  await local.remove(['contractB']);
  await session.remove(['contractA']);

  const when = Date.now() + 3_600_000;
  await api.alarms.create('contract', { when, periodInMinutes: 60 });
  await api.alarms.create('contract', { when: when + 60_000 });
  const alarm = await api.alarms.get('contract');
  await api.alarms.clear('contract');
  const cleared = await api.alarms.get('contract');

  const opening = databases.open('contract', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('store');
  const database = await settled(opening);
  const writing = database.transaction('store', 'readwrite');
  writing.objectStore('store').put({ list: [1] }, 'kept');
  await new Promise((resolve) => writing.addEventListener('complete', resolve));
  const aborted = database.transaction('store', 'readwrite');
  aborted.objectStore('store').put({ list: [2] }, 'kept');
  const ended = new Promise((resolve) => aborted.addEventListener('abort', resolve));
  aborted.abort();
  await ended;
  const kept = await settled(database.transaction('store').objectStore('store').get('kept'));
  const named = (await databases.databases()).some(({ name }) => name === 'contract');
  database.close();
  await settled(databases.deleteDatabase('contract'));
  const namedAfterwards = (await databases.databases()).some(({ name }) => name === 'contract');

  const order: string[] = [];
  await Promise.all([
    locks.request('contract', async () => {
      await turns();
      order.push('first');
    }),
    locks.request('contract', async () => {
      order.push('second');
    }),
  ]);

  const digest = await subtle.digest('SHA-256', new TextEncoder().encode('abc'));
  return {
    stored,
    changes: seenChanges,
    inSession,
    left,
    alarm: {
      isAtItsTime: Math.abs((alarm?.scheduledTime ?? 0) - when - 60_000) < 1000,
      period: alarm?.periodInMinutes ?? null,
      isCleared: cleared === undefined || cleared === null,
    },
    database: { kept, named, namedAfterwards },
    order,
    digest: [...new Uint8Array(digest)].slice(0, 4),
    hasAccess: await api.permissions.contains({ origins: ['https://api.creatoraudit.com/*'] }),
    messages: [
      api.i18n.getMessage('about_version', ['1.2.3']),
      api.i18n.getMessage('contract_missing'),
    ],
    address: api.runtime.getURL('popup.html').replace(/^[a-z-]+:\/\/[^/]+/, ''),
  };
}
