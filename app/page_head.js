// Gradio words its own controls in the browser's language; this page speaks Chinese to everyone.
Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
Object.defineProperty(navigator, "languages", { get: () => ["zh-CN"] });
