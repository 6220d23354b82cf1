/** Programs that call the Launcher, run with the class path of a project; no framework but JUnit is there. */
package dev.forkd.compatibility.launcher;
