import { runService } from '@parkline/service-kit';
import { buildApp } from './app';
import { configSchema } from './config';

void runService('feedback', configSchema, buildApp);
