// React, Chakra and the router are Airflow's own; everything here takes them from this module.
export const { createElement: h, useCallback, useEffect, useMemo, useRef, useState } =
  globalThis.React;
export const ui = globalThis.ChakraUI;
export const router = globalThis.ReactRouterDOM;
