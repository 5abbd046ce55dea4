// API Gateway and TSF: what is read of each type. May not name what is not read.
import { held, type Shapes } from "./shape.ts";

const { blocks, blockSet, own, to, value } = held;
const TARGET = { port: value, weight: value } as const;

export const gateways = {
  tencentcloud_api_gateway_service: { instance_id: value, exclusive_set_name: value },
  tencentcloud_api_gateway_api: {
    service_id: to("service"),
    auth_type: value,
    service_config_type: value,
    service_config_product: value,
    service_config_vpc_id: to("vpc"),
    service_config_url: value,
    service_config_path: value,
    service_config_timeout: value,
    service_config_upstream_id: to("upstream"),
    micro_services: blockSet({
      cluster_id: to("tsfCluster"),
      namespace_id: to("namespace"),
      micro_service_name: value,
    }),
    target_services: blocks({ vm_ip: value, vm_port: value }),
  },
  tencentcloud_api_gateway_upstream: {
    upstream_type: value,
    nodes: blocks({ ...TARGET, host: value, vm_instance_id: to("instance") }),
    k8s_service: blocks({ cluster_id: to("cluster"), port: value }),
  },
  tencentcloud_tsf_cluster: { cluster_id: own, cluster_type: value },
  tencentcloud_tsf_namespace: { namespace_id: own },
  tencentcloud_tsf_microservice: { microservice_name: value, namespace_id: to("namespace") },
  tencentcloud_tsf_group: { cluster_id: to("tsfCluster"), namespace_id: to("namespace") },
  tencentcloud_tsf_instances_attachment: {
    cluster_id: to("tsfCluster"),
    instance_id: to("instance"),
  },
  tencentcloud_tsf_deploy_container_group: {
    group_id: to("tsfGroup"),
    service_setting: blocks({ protocol_ports: blocks({ target_port: value }) }),
  },
} as const satisfies Shapes;
