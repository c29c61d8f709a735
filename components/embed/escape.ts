import { MARK } from "@/lib/embed/messages";

/**
 * Passes Escape on to the page around, from the first moment: somebody may want out of the window before its scripts are
 * there. What inside has taken the key (React listens below the window) keeps it. To anybody: it says nothing of ours.
 */
export const PASS_ESCAPE = `addEventListener("keydown",function(e){if(e.key==="Escape"&&!e.defaultPrevented&&parent!==window)parent.postMessage({daybook:${MARK},type:"close"},"*")})`;
