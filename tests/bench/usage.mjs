// Loaded into every measured server before its own code: tells the bench, when asked, what the process has used.
process.on('message', (question) => {
  if (question === 'usage') process.send?.({ cpu: process.cpuUsage(), resident: process.memoryUsage.rss() });
});
process.channel?.unref();
