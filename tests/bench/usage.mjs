// Loaded into every measured server before its own code: tells the bench, when asked, what the process has used.
process.on('message', (question) => {
  if (question === 'usage') process.send?.({ cpu: process.cpuUsage(), resident: process.memoryUsage.rss() });
});
// A bench that was broken off leaves nobody running.
process.on('disconnect', () => process.exit());
process.channel?.unref();
