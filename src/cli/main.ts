#!/usr/bin/env node
// The file that node starts. Node 22 and later keep compiled code between runs, when they are asked to.
import module from "node:module";
import { start } from "./start.ts";

if ("enableCompileCache" in module && typeof module.enableCompileCache === "function")
  module.enableCompileCache();
// Not awaited: the commands, imported when they run, import this file's chunk, and would wait for it for ever.
void start();
