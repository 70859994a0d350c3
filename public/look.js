const [theme, density] = (localStorage.getItem('look') ?? '').split(' ');
if (theme) Object.assign(document.documentElement.dataset, { theme, density });
