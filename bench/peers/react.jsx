// The page without feature flags: the same sections in plain React.

export const connect = async () => ({ Provider: ({ children }) => children });

export const useDown = () => false;
