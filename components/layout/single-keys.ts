const setting = "single-keys";

/** Whether single keys press what a page marks; each browser's own choice. */
export const areSingleKeysOn = () => localStorage.getItem(setting) !== "off";

export const chooseSingleKeys = (isOn: boolean) =>
  localStorage.setItem(setting, isOn ? "on" : "off");
