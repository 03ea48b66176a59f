import type { Server } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';

/** Lets tools like grpcurl list the services and their messages. */
export function addReflection(server: Server, descriptorSet: Buffer): void {
  new ReflectionService(loadFileDescriptorSetFromBuffer(descriptorSet)).addToServer(server);
}
