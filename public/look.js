// Applies the theme and density before the first paint: the settings are read too late for it.
// `components/look.ts` writes what is read here.
const [theme, density] = (localStorage.getItem('look') ?? '').split(' ');
if (theme) document.documentElement.dataset.theme = theme;
if (density) document.documentElement.dataset.density = density;
