/** Who is awake: whose clock shows a time at which one may knock. */

const MORNING = 8;
const NIGHT = 22;

/**
 * @param {string[]} zones IANA names; others sleep
 * @param {Date} moment
 * @returns {Uint8Array} 1 for zones where people are up
 */
export function awakeZones(zones, moment) {
  return Uint8Array.from(zones, (zone) => {
    if (zone === "") return 0;
    const hour = hourIn(zone, moment);
    return Number(hour >= MORNING && hour < NIGHT);
  });
}

/**
 * @param {string} zone
 * @param {Date} moment
 * @returns {number} 0 to 23, or -1 where the browser does not know the zone
 */
function hourIn(zone, moment) {
  try {
    const format = new Intl.DateTimeFormat("en", { timeZone: zone, hour: "numeric", hourCycle: "h23" });
    return Number(format.format(moment));
  } catch {
    return -1;
  }
}
