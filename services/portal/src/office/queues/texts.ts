import { addTexts } from '../../i18n/setup';
import en from './texts.en.json';
import zh from './texts.zh.json';

// Queues and search show the same rows with the same words.
addTexts('queues', zh, en);
